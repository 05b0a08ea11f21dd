#' Check references
#'
#' Reads a list, mends its identifiers, asks the registries unless told otherwise, and says what is wrong.
#'
#' @param path Names of files: pasted lists, bibliographies, manuscripts, folders.
#' @param text Lines of a list, instead of files.
#' @param bib A [utils::bibentry()] object, such as [utils::citation()] gives, instead of files.
#' @param arguments Further arguments of `refcheck check`, such as `c("--offline", "--language", "de")`.
#' @return A data frame of class `refcheck_report` with one row for each finding, and one for each reference without any:
#'   \describe{
#'     \item{file, line, reference}{where it stands, and the reference's key; of a finding about several, their keys}
#'     \item{verdict}{the reference's; missing for findings about the whole list}
#'     \item{severity, code, message}{what was found; missing for a reference without findings}
#'     \item{fix, fix_safety}{what would be written instead, and whether it is `"safe"` or `"unsafe"`}
#'     \item{fingerprint, printed}{by which the reference is known again; its text}
#'   }
#'   Printed, it is the report that the command shows in a terminal.
#' @seealso [write_report()] for the report in another format, [check_bibliography()] within a document.
#' @examplesIf nzchar(Sys.which(Sys.getenv("REFCHECK", "refcheck")))
#' found <- check_references(
#'   text = "Okafor, B. (2012). How rivers move. Rivers, 12, 345-340. doi:10.1000/ rivers.1",
#'   arguments = "--offline"
#' )
#' found[, c("reference", "severity", "message")]
#' @export
check_references <- function(path = NULL, text = NULL, bib = NULL, arguments = character()) {
  if (sum(!is.null(path), !is.null(text), !is.null(bib)) != 1) {
    stop("Give one of path, text and bib.", call. = FALSE)
  }
  if (!is.null(bib)) {
    text <- unclass(utils::toBibtex(bib))
  }
  file <- tempfile(fileext = ".json")
  on.exit(unlink(file))
  options <- c("check", "--format", "json", "--output", file, "--fail-on", "never", "--quiet", arguments)
  status <- run(c(options, "--", if (is.null(path)) "-" else path.expand(path)), text, known = c(0, 3, 4))$status
  if (status == 3) {
    warning("A registry could not be reached, so the report may lack findings. Check again later.", call. = FALSE)
  }
  report_of(lines_of(file))
}

#' Return the data frame of a report's JSON.
#'
#' @noRd
report_of <- function(json) {
  report <- jsonlite::fromJSON(paste(json, collapse = "\n"), simplifyVector = FALSE)
  of_references <- lapply(report$references, function(each) {
    findings <- if (length(each$findings)) each$findings else list(list())
    lapply(findings, row_of, reference = each)
  })
  of_lists <- lapply(report$findings, row_of, reference = list())
  rows <- c(unlist(of_references, recursive = FALSE), of_lists)
  found <- if (length(rows)) do.call(rbind, rows) else row_of(list(), list())[0, ]
  structure(found, class = c("refcheck_report", "data.frame"), json = json)
}

#' Return the row of a finding, or of a reference without any.
#'
#' @noRd
row_of <- function(finding, reference) {
  value <- function(...) {
    known <- Filter(Negate(is.null), list(...))
    if (length(known)) known[[1]] else NA
  }
  place <- if (length(reference$places)) reference$places[[1]] else finding$place
  keys <- if (length(finding$references)) paste(unlist(finding$references), collapse = "; ")
  data.frame(
    file = as.character(value(reference$file, finding$file)),
    line = as.integer(if (identical(place$unit, "line")) place$line else NA),
    reference = as.character(value(reference$key, keys)),
    verdict = as.character(value(reference$verdict)),
    severity = as.character(value(finding$severity)),
    code = as.character(value(finding$code)),
    message = as.character(value(finding$message)),
    fix = as.character(value(finding$fix$replacement)),
    fix_safety = as.character(value(finding$fix$safety)),
    fingerprint = as.character(value(reference$fingerprint)),
    printed = as.character(value(reference$raw))
  )
}
