#' Check the document that is being knitted
#'
#' `check_bibliography()` stands in a chunk of an R Markdown or Quarto document and shows the report of its references
#' there: of the bibliographies that its head names, what is cited, and the keys that none of them has.
#' `refcheck_hook()` stands in the first chunk, and puts the report behind the document.
#'
#' @param input The document's name, if it is not the one that is being knitted.
#' @param show In `refcheck_hook()`, where the report goes: a `"section"` behind the text, or `"warnings"` of the build.
#' @param ... Further arguments of [check_references()].
#' @return `check_bibliography()` returns what [check_references()] does; `refcheck_hook()` nothing.
#' @examples
#' \dontrun{
#' # in a chunk with echo = FALSE
#' refcheck::check_bibliography(arguments = "--offline")
#' }
#' @export
check_bibliography <- function(input = NULL, ...) {
  input <- if (is.null(input)) this_document() else input
  if (is.null(input)) {
    stop("No document is being knitted. Give its name: check_bibliography(\"paper.Rmd\").", call. = FALSE)
  }
  check_references(path = input, ...)
}

#' Return the name of the document that is being knitted: as it is called in its folder, if knitr is there.
#'
#' @noRd
this_document <- function() {
  name <- knitr::current_input()
  if (is.null(name) || file.exists(name)) name else knitr::current_input(dir = TRUE)
}

#' @rdname check_bibliography
#' @export
refcheck_hook <- function(show = c("section", "warnings"), ...) {
  show <- match.arg(show)
  before <- knitr::knit_hooks$get("document")
  knitr::knit_hooks$set(document = function(x) {
    found <- check_bibliography(...)
    if (show == "section") {
      return(before(c(x, "", as_markdown(found), "")))
    }
    for (line in write_report(found, format = "concise")) {
      message(line)
    }
    before(x)
  })
  invisible()
}

#' Print a report within a document.
#'
#' @exportS3Method knitr::knit_print
#' @noRd
knit_print.refcheck_report <- function(x, ...) {
  knitr::asis_output(paste(c("", as_markdown(x), ""), collapse = "\n"))
}

#' Return the report as lines of R Markdown, in which `\\[` and `\\(` would begin a formula.
#'
#' @noRd
as_markdown <- function(x) {
  lines <- write_report(x)
  escaped <- gregexpr("\\\\[[:punct:]]", lines)
  regmatches(lines, escaped) <- lapply(regmatches(lines, escaped), function(each) {
    vapply(each, function(one) sprintf("&#%d;", utf8ToInt(substring(one, 2))), "")
  })
  lines
}
