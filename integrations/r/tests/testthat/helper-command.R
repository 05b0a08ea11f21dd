skip_without_command <- function() {
  skip_if_not(nzchar(Sys.which(Sys.getenv("REFCHECK", "refcheck"))), "there is no refcheck command")
}

OFFLINE <- c("--offline", "--isolated", "--no-cache")

LIST <- c(
  "[1] Okafor, B. (2012). How rivers move across wide plains. Rivers, 12, 345-340. doi:10.1000/ rivers.1",
  "[2] Lindqvist, \u00c5. (2013). Lakes of the north. Rivers, 13(2), 1\u20139."
)

written <- function(lines, name, folder = new_folder()) {
  file <- file.path(folder, name)
  writeLines(enc2utf8(lines), file, useBytes = TRUE)
  file
}

new_folder <- function() {
  folder <- tempfile("refcheck")
  dir.create(folder)
  folder
}
