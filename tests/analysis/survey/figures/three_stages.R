# Makes three_stages.json: samples drawn at random in three stages, stratified at two, some stages in full, and what R says.
# Run in this folder: Rscript three_stages.R.  Needs survey and jsonlite; the test needs only the file.
suppressMessages({library(survey); library(jsonlite)})
set.seed(5)

drawn <- function() {
  rows <- list()
  for (h in 1:sample(2:3, 1)) for (p in 1:(np <- sample(2:4, 1))) for (s in 1:sample(1:2, 1)) for (q in 1:(nq <- sample(2:3, 1))) {
    n <- sample(2:4, 1)
    rows[[length(rows) + 1]] <- data.frame(h = h, p = p, s = s, q = q, in_h = np + 3 * (h - 1), in_s = nq + 2 * (s - 1), in_q = n + q)
    rows[[length(rows)]] <- rows[[length(rows)]][rep(1, n), ]
  }
  d <- do.call(rbind, rows)
  d$w <- round(runif(nrow(d), 1, 9), 3)
  d$y <- round(rnorm(nrow(d)) + d$p, 3)
  d$a <- sample(3, nrow(d), TRUE)
  d$b <- sample(2, nrow(d), TRUE)
  d
}
said <- function(x) c(coef(x), SE(x))
case <- function(i) {
  d <- drawn()
  cols <- as.list(d)
  d <- transform(d, pid = paste(h, p), qid = paste(h, p, s, q), rid = seq_along(h), one = 1)
  x <- svydesign(~pid + qid + rid, strata = ~h + s + one, fpc = ~in_h + in_s + in_q, weights = ~w, data = d)
  cells <- postStratify(x, ~b, data.frame(b = 1:2, Freq = c(400, 600)))
  list(data = cols, df = degf(x), mean = said(svymean(~y, x)), total = said(svytotal(~y, x)), part = said(svymean(~y, subset(x, a == 2))),
    p = unname(svychisq(~a + b, x)$p.value), cells = said(svymean(~y, cells)), cells_p = unname(svychisq(~a + b, cells)$p.value))
}
versions <- list(r = R.version.string, survey = as.character(packageVersion("survey")))
write_json(list(versions = versions, cases = lapply(1:4, case)), "three_stages.json", digits = I(15), auto_unbox = TRUE)
