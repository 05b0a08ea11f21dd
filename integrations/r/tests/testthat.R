library(testthat)
library(refcheck)

test_check("refcheck")
