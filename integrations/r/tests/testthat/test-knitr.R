document <- function(chunk) {
  folder <- new_folder()
  written(c(
    "@article{okafor2012, author = {Okafor, Bola}, title = {How rivers move}, journal = {Rivers},",
    "  year = {2012}, pages = {345--340}}",
    "@article{uncited, author = {Lindqvist, Ada}, title = {Lakes}, journal = {Rivers}, year = {2013}, pages = {9--1}}"
  ), "refs.bib", folder)
  written(c(
    "---", "title: Rivers", "bibliography: refs.bib", "output: html_document", "---", "",
    "```{r, echo = FALSE}", chunk, "```", "", "Rivers move [@okafor2012; @missing]."
  ), "paper.Rmd", folder)
}

knitted <- function(file) {
  old <- setwd(dirname(file))
  on.exit(setwd(old))
  knitr::knit(basename(file), quiet = TRUE)
  readLines("paper.md", encoding = "UTF-8")
}

says_what_is_cited <- function(lines) {
  expect_match(lines, "warning: The pages 345-340 run backwards. `page-range-reversed`", fixed = TRUE, all = FALSE)
  expect_match(lines, "&#91;missing&#93; is cited in the text and not listed. `cited-but-not-listed`", fixed = TRUE, all = FALSE)
  expect_no_match(lines, "9-1")
}

test_that("a chunk shows the report of the document", {
  skip_without_command()
  skip_if_not_installed("knitr")
  says_what_is_cited(knitted(document("refcheck::check_bibliography(arguments = c('--offline', '--isolated'))")))
})

test_that("the hook puts the report behind the text, or tells it", {
  skip_without_command()
  skip_if_not_installed("knitr")
  before <- knitr::knit_hooks$get()
  on.exit(knitr::knit_hooks$set(before))
  lines <- knitted(document("refcheck::refcheck_hook(arguments = c('--offline', '--isolated'))"))
  says_what_is_cited(lines)
  expect_gt(grep("refcheck: 1 reference", lines), grep("Rivers move", lines))

  knitr::knit_hooks$set(before)
  file <- document("refcheck::refcheck_hook('warnings', arguments = c('--offline', '--isolated'))")
  expect_message(lines <- knitted(file), "^refs.bib:2: \\[okafor2012\\] page-range-reversed") |>
    expect_message("cited-but-not-listed")
  expect_no_match(lines, "page-range-reversed")
})

test_that("a document is rendered with its report", {
  skip_without_command()
  skip_if_not_installed("rmarkdown")
  skip_if_not(rmarkdown::pandoc_available("2.0"), "there is no pandoc")
  file <- document("refcheck::check_bibliography(arguments = c('--offline', '--isolated'))")
  suppressMessages(built <- rmarkdown::render(file, "html_document", quiet = TRUE))
  expect_match(paste(readLines(built, encoding = "UTF-8", warn = FALSE), collapse = " "), ">[okafor2012]<", fixed = TRUE)
})

test_that("without a document it asks for one", {
  skip_if_not_installed("knitr")
  expect_error(check_bibliography(), "Give its name")
})
