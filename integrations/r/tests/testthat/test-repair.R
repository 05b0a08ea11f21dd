test_that("there is one DOI a text, in order", {
  skip_without_command()
  texts <- c("10.1000/ rivers.1", "no identifier", NA, "", "see 10.1000/a.\nand 10.1000/b", "ISBN 978-0-306-40615-7", "doi:10.1000/last.")
  expect_equal(repair_doi(texts), c("10.1000/rivers.1", NA, NA, NA, "10.1000/a", NA, "10.1000/last"))
  expect_equal(repair_doi(character()), character())
})

test_that("identifiers of every scheme are rows", {
  skip_without_command()
  found <- repair_identifiers(c("nothing", "10.1000/ rivers.1 ISBN 978-0-306-40615-7"))
  expect_equal(found$text, c(2, 2))
  expect_equal(found$scheme, c("doi", "isbn"))
  expect_match(found$repairs[1], "doi-with-inner-space")
  expect_equal(nrow(repair_identifiers("nothing")), 0)
})
