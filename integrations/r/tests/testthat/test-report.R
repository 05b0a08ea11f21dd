test_that("it is printed as the command prints it, and parts as frames", {
  skip_without_command()
  found <- check_references(text = LIST, arguments = OFFLINE)
  shown <- capture.output(print(found))
  expect_match(shown, "2 references", all = FALSE)
  expect_match(shown, "The pages 345-340 run backwards.", fixed = TRUE, all = FALSE)
  expect_match(capture.output(print(found[1, c("reference", "code")])), "reference +code", all = FALSE)
  expect_error(write_report(found[1, ]), "a part of one")
  expect_identical(class(as.data.frame(found)), "data.frame")
})

test_that("it is written in other formats", {
  skip_without_command()
  found <- check_references(text = LIST, arguments = OFFLINE)
  file <- file.path(new_folder(), "report.html")
  expect_identical(write_report(found, file, "html"), file)
  expect_match(readLines(file, encoding = "UTF-8", warn = FALSE), "run backwards", all = FALSE)
  expect_match(write_report(found, format = "bibtex"), "doi = {10.1000/rivers.1}", fixed = TRUE, all = FALSE)
})

test_that("its summary counts references once", {
  skip_without_command()
  counts <- summary(check_references(text = LIST, arguments = OFFLINE))
  expect_equal(sum(counts$verdicts), 2)
  expect_gte(counts$severities[["warning"]], 2)
  expect_match(capture.output(print(counts)), "verdicts: unverified: 2", all = FALSE)
})
