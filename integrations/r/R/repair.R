#' Repair identifiers
#'
#' Nobody is asked: a DOI that was mended may still be that of no work.
#'
#' @param x Texts, each with a DOI as it was printed.
#' @return `repair_doi()` returns for each text its first DOI, mended, and a missing value where it has none;
#'   `repair_identifiers()` a data frame with one row for each identifier of whatever scheme: the `text`'s place in `x`,
#'   `scheme`, `printed`, `value`, and the codes of its `repairs`.
#' @examplesIf nzchar(Sys.which(Sys.getenv("REFCHECK", "refcheck")))
#' repair_doi(c("(doi: 10.1016/ j.euras.2015.10.003)", "no DOI"))
#' @export
repair_doi <- function(x) {
  found <- repair_identifiers(x)
  found <- found[found$scheme == "doi", ]
  found$value[match(seq_along(x), found$text)]
}

#' @rdname repair_doi
#' @export
repair_identifiers <- function(x) {
  if (!length(x)) {
    return(identifier_row(list(scheme = NULL))[0, ])
  }
  texts <- gsub("[\u000a-\u000d\u001c-\u001e\u0085\u2028\u2029]", " ", enc2utf8(ifelse(is.na(x), "", as.character(x))))
  told <- lapply(run(c("repair", "-"), texts)$output, jsonlite::fromJSON, simplifyVector = FALSE)
  found <- Filter(function(each) !is.null(each$scheme), told)
  if (length(found)) do.call(rbind, lapply(found, identifier_row)) else identifier_row(list())[0, ]
}

identifier_row <- function(each) {
  text <- function(value) if (is.null(value)) NA_character_ else value
  data.frame(
    text = as.integer(text(each$line)),
    scheme = text(each$scheme),
    printed = text(each$raw),
    value = text(each$value),
    repairs = paste(vapply(each$repairs, `[[`, "", "code"), collapse = "; ")
  )
}
