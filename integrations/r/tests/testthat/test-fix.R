test_that("fixes are shown, written elsewhere, or made in place", {
  skip_without_command()
  file <- written(LIST, "references.txt")
  shown <- fix_references(file, arguments = OFFLINE)
  expect_match(shown, "^\\+.*10\\.1000/rivers\\.1", all = FALSE)
  expect_output(print(shown), "rivers.1")
  expect_identical(readLines(file, encoding = "UTF-8"), LIST)

  output <- file.path(dirname(file), "fixed.txt")
  expect_identical(fix_references(file, output, OFFLINE), output)
  expect_match(readLines(output, encoding = "UTF-8"), "doi:10.1000/rivers.1", fixed = TRUE, all = FALSE)
  expect_identical(readLines(file, encoding = "UTF-8"), LIST)

  fix_references(file, file, OFFLINE)
  expect_identical(readLines(file), readLines(output))
})
