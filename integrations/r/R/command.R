#' The version of the command
#'
#' @return The version of the `refcheck` command that is used, such as `"1.0.0"`.
#' @examplesIf nzchar(Sys.which(Sys.getenv("REFCHECK", "refcheck")))
#' refcheck_version()
#' @export
refcheck_version <- function() {
  sub("^.*version ", "", run("--version")$output)
}

#' Run the command.
#'
#' @param arguments Its arguments.
#' @param input Lines for its standard input, or `NULL`.
#' @param known The exit codes with which it has done its work.
#' @return A list of its exit code (`status`) and the lines of its standard `output`.
#' @noRd
run <- function(arguments, input = NULL, known = 0) {
  command <- getOption("refcheck.command", Sys.getenv("REFCHECK", "refcheck"))
  if (!nzchar(Sys.which(command))) {
    stop(
      "The command \u201c", command, "\u201d was not found. Install it (pip install refcheck-audit), or set ",
      "options(refcheck.command = \"/path/to/refcheck\").",
      call. = FALSE
    )
  }
  said <- tempfile(c("output", "errors", "input"))
  on.exit(unlink(said))
  from <- ""
  if (!is.null(input)) {
    writeLines(enc2utf8(input), said[3], useBytes = TRUE)
    from <- said[3]
  }
  paths <- Sys.getenv("LD_LIBRARY_PATH", NA)
  if (!is.na(paths)) {
    on.exit(Sys.setenv(LD_LIBRARY_PATH = paths), add = TRUE)
    Sys.setenv(LD_LIBRARY_PATH = without_own(paths))
  }
  status <- system2(command, shQuote(enc2utf8(arguments)), stdout = said[1], stderr = said[2], stdin = from)
  errors <- lines_of(said[2])
  if (!status %in% known) {
    stop(paste(errors, collapse = "\n"), call. = FALSE)
  }
  if (length(errors)) {
    message(paste(errors, collapse = "\n"))
  }
  list(status = status, output = lines_of(said[1]))
}

#' Return the library paths without those that R put first for itself, with which another program's Python may not start.
#'
#' @noRd
without_own <- function(paths) {
  script <- file.path(R.home("etc"), "ldpaths")
  if (!file.exists(script)) {
    return(paths)
  }
  own <- system2("sh", c("-c", shQuote(paste(".", shQuote(script), "; printf %s \"$R_LD_LIBRARY_PATH\""))), stdout = TRUE)
  # an R that was started by another has them twice
  while (length(own) == 1 && nzchar(own) && startsWith(paste0(paths, ":"), paste0(own, ":"))) {
    paths <- substring(paths, nchar(own) + 2)
  }
  paths
}

lines_of <- function(file) {
  if (file.exists(file)) readLines(file, encoding = "UTF-8", warn = FALSE) else character()
}
