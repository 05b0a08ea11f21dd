#' Write a report in another format
#'
#' @param x What [check_references()] gave.
#' @param file A file's name; without one the report is returned.
#' @param format A format of `refcheck report`: `"markdown"`, `"html"`, `"csv"`, `"sarif"` and others, or, for the corrected
#'   list, `"bibtex"`, `"ris"`, `"csl-json"`.
#' @return The file's name, invisibly, or the lines of the report.
#' @examplesIf nzchar(Sys.which(Sys.getenv("REFCHECK", "refcheck")))
#' list <- "Okafor, B. (2012). How rivers move. Rivers, 12, 345-340."
#' found <- check_references(text = list, arguments = "--offline")
#' cat(write_report(found, format = "concise"), sep = "\n")
#' @export
write_report <- function(x, file = NULL, format = "markdown") {
  json <- attr(x, "json")
  if (is.null(json)) {
    stop("This is no report, or a part of one. Give what check_references() returned.", call. = FALSE)
  }
  kept <- tempfile(fileext = ".json")
  on.exit(unlink(kept))
  writeLines(enc2utf8(json), kept, useBytes = TRUE)
  output <- run(c("report", kept, "--format", format, if (!is.null(file)) c("--output", path.expand(file))))$output
  if (is.null(file)) output else invisible(file)
}

#' @export
print.refcheck_report <- function(x, ...) {
  cat(write_report(x, format = "terminal"), sep = "\n")
  invisible(x)
}

#' @export
`[.refcheck_report` <- function(x, ...) {
  as.data.frame(x)[...]
}

#' @export
as.data.frame.refcheck_report <- function(x, ...) {
  structure(x, class = "data.frame", json = NULL)
}

#' Count what was found
#'
#' @param object What [check_references()] gave.
#' @param ... Not used.
#' @return A list of three tables: `verdicts` of the references, `severities` and `codes` of the findings.
#' @examplesIf nzchar(Sys.which(Sys.getenv("REFCHECK", "refcheck")))
#' list <- "Okafor, B. (2012). How rivers move. Rivers, 12, 345-340."
#' summary(check_references(text = list, arguments = "--offline"))
#' @export
summary.refcheck_report <- function(object, ...) {
  references <- !is.na(object$verdict) & !duplicated(object[c("file", "line", "reference", "fingerprint")])
  count <- function(values) sort(table(values, dnn = NULL), decreasing = TRUE)
  counts <- list(
    verdicts = count(object$verdict[references]),
    severities = count(object$severity),
    codes = count(object$code)
  )
  structure(counts, class = "summary.refcheck_report")
}

#' @export
print.summary.refcheck_report <- function(x, ...) {
  for (name in names(x)) {
    counted <- paste(names(x[[name]]), as.integer(x[[name]]), sep = ": ", collapse = ", ")
    cat(name, if (length(x[[name]])) counted else "none", sep = ": ")
    cat("\n")
  }
  invisible(x)
}
