found_in <- function(...) check_references(..., arguments = OFFLINE)

test_that("each finding is a row, and each reference without any", {
  skip_without_command()
  found <- found_in(text = LIST)
  expect_s3_class(found, c("refcheck_report", "data.frame"), exact = TRUE)
  expect_setequal(found$reference, c("1", "2"))
  expect_true(all(c("page-range-reversed", "doi-with-inner-space") %in% found$code[found$reference == "1"]))
  expect_equal(found$line[found$reference == "2" & !is.na(found$verdict)], 2)
  expect_equal(found$fix[which(found$code == "doi-with-inner-space")], "10.1000/rivers.1")
  expect_match(found$printed[found$reference == "2"], "\u00c5", fixed = TRUE, all = FALSE)
})

test_that("it says what the command says", {
  skip_without_command()
  file <- written(LIST, "references.txt")
  said <- run(c("check", file, OFFLINE, "--format", "json"))$output
  report <- jsonlite::fromJSON(paste(said, collapse = "\n"), simplifyVector = FALSE)
  findings <- c(unlist(lapply(report$references, `[[`, "findings"), recursive = FALSE), report$findings)
  found <- found_in(path = file)
  expect_equal(found$message[!is.na(found$code)], vapply(findings, `[[`, "", "message"))
  expect_gt(length(findings), 1)
})

test_that("files, lines and entries are read alike", {
  skip_without_command()
  folder <- new_folder()
  first <- written(LIST[1], "a list.txt", folder)
  second <- written(sub("2012", "2031", LIST[1]), "it's another.txt", folder)
  expect_equal(basename(unique(found_in(path = c(first, second))$file)), c("a list.txt", "it's another.txt"))
  entry <- utils::bibentry(
    "Article", key = "okafor", author = utils::person("Bola", "Okafor"), title = "How rivers move",
    journal = "Rivers", year = 2012, pages = "345--340"
  )
  found <- found_in(bib = entry)
  expect_true("page-range-reversed" %in% found$code[found$reference == "okafor"])
})

test_that("what is about the whole list has the keys of its references", {
  skip_without_command()
  found <- found_in(text = c(LIST, sub("[1]", "[3]", LIST[1], fixed = TRUE)))
  whole <- found[is.na(found$verdict), ]
  expect_true("1; 3" %in% whole$reference)
})

test_that("a list without references is a frame without rows", {
  skip_without_command()
  expect_message(found <- found_in(text = ""), "nothing was read")
  expect_equal(nrow(found), 0)
  expect_true(all(c("code", "message") %in% names(found)))
})

test_that("R's own libraries are not the command's", {
  own <- Sys.getenv("LD_LIBRARY_PATH")
  skip_if_not(startsWith(own, R.home("lib")), "R has put nothing first")
  expect_no_match(without_own(own), R.home("lib"), fixed = TRUE)
  expect_equal(without_own(paste(own, own, "/opt/mine", sep = ":")), "/opt/mine")
  expect_equal(without_own("/opt/mine"), "/opt/mine")
})

test_that("a slip of the caller is an error that says what to do", {
  expect_error(check_references(), "Give one of")
  expect_error(check_references(path = "a", text = "b"), "Give one of")
  old <- options(refcheck.command = file.path(tempdir(), "no refcheck"))
  on.exit(options(old))
  expect_error(refcheck_version(), "pip install refcheck-audit")
})

test_that("what the command could not do is its own error", {
  skip_without_command()
  expect_error(found_in(path = file.path(tempdir(), "nowhere.txt")), "nowhere.txt")
  expect_error(check_references(text = LIST, arguments = "--no-such-option"), "no-such-option")
})

test_that("a registry that cannot be reached is a warning", {
  skip_without_command()
  nobody <- c(rbind(c("--crossref-url", "--datacite-url", "--doi-url"), "http://127.0.0.1:9"))
  others <- "open-library,ncbi,ecitmatch,k10plus,dblp,acl-anthology,openreview,europe-pmc,arxiv,datatracker"
  arguments <- c("--online", "--isolated", "--no-cache", "--without", others, nobody)
  expect_warning(found <- check_references(text = LIST[1], arguments = arguments), "could not be reached")
  expect_true("page-range-reversed" %in% found$code)
})
