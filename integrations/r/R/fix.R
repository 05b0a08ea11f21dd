#' Make the fixes
#'
#' Makes in a file what can be mended and leaves the rest as it is. Without `output` nothing is written.
#'
#' @param path The name of a file: text, BibTeX, RIS, CSL data, Word or LibreOffice (there as tracked changes).
#' @param output The file to write; the same as `path` to change that file.
#' @param arguments Further arguments of `refcheck fix`, such as `"--unsafe-fixes"`, which takes registered values.
#' @return Without `output` the difference, as lines of class `refcheck_diff`; with it, its name, invisibly.
#' @examplesIf nzchar(Sys.which(Sys.getenv("REFCHECK", "refcheck")))
#' file <- tempfile(fileext = ".txt")
#' writeLines("Okafor, B. (2012). How rivers move. Rivers, 12, 1-9. doi: 10.1000/ rivers.1", file)
#' fix_references(file)
#' @export
fix_references <- function(path, output = NULL, arguments = character()) {
  is_same <- !is.null(output) && normalizePath(output, mustWork = FALSE) == normalizePath(path, mustWork = FALSE)
  where <- if (is_same) "--in-place" else if (!is.null(output)) c("--output", path.expand(output))
  said <- run(c("fix", "--quiet", where, arguments, "--", path.expand(path)), known = c(0, 1, 3))
  if (said$status == 3) {
    warning("A registry could not be reached, so fixes may be lacking. Try again later.", call. = FALSE)
  }
  if (is.null(output)) structure(said$output, class = "refcheck_diff") else invisible(output)
}

#' @export
print.refcheck_diff <- function(x, ...) {
  cat(x, sep = "\n")
  invisible(x)
}
