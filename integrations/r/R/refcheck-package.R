#' Check Reference Lists
#'
#' A thin layer over the command `refcheck`, which has to be installed apart (`pip install refcheck-audit`). What is
#' found, how grave it is and in which words it is said comes from the command.
#'
#' The command is looked for in this order: `getOption("refcheck.command")`, the environment variable `REFCHECK`, and
#' `refcheck` on the `PATH`. What it is to send, and to whom, is said with its options (`arguments`) and its environment
#' variables, such as `REFCHECK_MAILTO`; with `"--offline"` it asks nobody.
#'
#' @keywords internal
"_PACKAGE"
