# Makes sample.csv (a survey that nobody took) and figures.json (what R's survey package says of it).
# Run in this folder: Rscript figures.R.  Needs survey, MASS and jsonlite; the tests need only the two files.
suppressMessages({library(survey); library(jsonlite)})
set.seed(20261101)

councils <- data.frame(council = 1:30, region = rep(c("East", "North", "South", "West"), c(9, 8, 7, 6)))
councils$in_region <- c(East = 60, North = 41, South = 33, West = 20)[councils$region]
councils$officers <- sample(12:40, 30, TRUE)
councils$replies <- pmin(councils$officers, sample(3:11, 30, TRUE))
effect <- rnorm(30, 0, 0.6)
s <- councils[rep(1:30, councils$replies), ]
n <- nrow(s)
s$reply <- seq_len(n)
s$weight <- round(s$in_region / table(councils$region)[s$region] * s$officers / s$replies * runif(n, 0.7, 1.5), 4)
s$role <- sample(c("back", "front", "officer"), n, TRUE, c(0.4, 0.35, 0.25))
s$sex <- sample(c("f", "m"), n, TRUE)
lean <- effect[s$council] + 0.5 * (s$role == "officer") + rnorm(n)
s$trust <- cut(lean, c(-Inf, -0.7, 0.2, 1.1, Inf), labels = FALSE)
s$trust[sample(n, 14)] <- NA
s$aware <- as.integer(lean + rnorm(n) > 0.1)
s$score <- round(50 + 10 * lean + rnorm(n, 0, 4), 1)
s$score[sample(n, 9)] <- NA
s$days <- rpois(n, 6) + 1
s$everyone <- 4200
fayed <- as.svrepdesign(svydesign(~council, strata = ~region, weights = ~weight, nest = TRUE,
  data = subset(s, council %in% c(1, 2, 10, 11, 18, 19, 25, 26))), "Fay", fay.rho = 0.3, compress = FALSE)
d <- svydesign(~council, strata = ~region, weights = ~weight, data = s)
boot <- as.svrepdesign(d, "subbootstrap", replicates = 25, compress = FALSE)
columns <- round(weights(boot, "analysis"), 4)
colnames(columns) <- paste0("boot", 1:25)
write.csv(cbind(s, columns), "sample.csv", row.names = FALSE, na = "")

two <- svydesign(~council + reply, strata = ~region, fpc = ~in_region + officers, weights = ~weight, data = s)
srs <- svydesign(~1, weights = ~weight, fpc = ~everyone, data = s)
plain <- svydesign(~1, strata = ~region, weights = ~weight, data = s)
fpc1 <- svydesign(~council, strata = ~region, fpc = ~in_region, weights = ~weight, data = s)
loose <- svydesign(~council, weights = ~weight, data = s)
given <- svrepdesign(weights = ~weight, repweights = columns, type = "bootstrap", data = s)
jkn <- as.svrepdesign(fpc1); jk1 <- as.svrepdesign(loose)
designs <- list(two_stage = two, random = srs, strata = plain, clusters_fpc = fpc1, clusters = d, unstratified = loose,
  bootstrap = given, jackknife_strata = jkn, jackknife = jk1)

est <- function(x) list(estimate = unname(coef(x)), se = unname(as.vector(SE(x))))
test <- function(x) list(statistic = unname(x$statistic), df = unname(x$parameter), p = unname(x$p.value))
all_of <- function(d) {
  q <- svyquantile(~score, d, c(.1, .5, .9), na.rm = TRUE)$score
  logistic <- suppressWarnings(svyglm(aware ~ days + I(role == "officer"), d, family = quasibinomial()))
  line <- svyglm(score ~ days + I(sex == "m"), d)
  list(
    df = degf(d), mean = est(svymean(~score, d, na.rm = TRUE)), total = est(svytotal(~days, d)),
    ratio = est(svyratio(~aware, ~days, d)), roles = est(svymean(~role, d)),
    by_role = est(svyby(~aware, ~role, d, svymean)),
    officers = list(df = degf(subset(d, role == "officer")), mean = est(svymean(~score, subset(d, role == "officer"), na.rm = TRUE))),
    effect = unname(diag(as.matrix(deff(svymean(~aware, d, deff = TRUE))))),
    effect_replaced = unname(diag(as.matrix(deff(svymean(~aware, d, deff = "replace"))))),
    quantiles = list(value = q[, 1], lower = q[, 2], upper = q[, 3], se = q[, 4]),
    linear = c(est(line), df = line$df.residual), logistic = c(est(logistic), df = logistic$df.residual),
    t_test = test(svyttest(score ~ I(sex == "m"), d)), terms = as.numeric(regTermTest(line, ~days + I(sex == "m"))[c("Ftest", "df", "ddf", "p")]),
    F = test(svychisq(~trust + role, d)), Chisq = test(svychisq(~trust + role, d, "Chisq")),
    Wald = test(svychisq(~trust + role, d, "Wald")), adjWald = test(svychisq(~trust + role, d, "adjWald")),
    saddlepoint = unname(svychisq(~trust + role, d, "saddlepoint")$p.value))
}
figures <- lapply(designs, function(d) suppressWarnings(all_of(d)))

lonely <- subset(s, !(region == "West" & council != 25))
for (rule in c("certainty", "average", "adjust")) {
  options(survey.lonely.psu = rule)
  x <- svydesign(~council, strata = ~region, weights = ~weight, data = lonely)
  figures$lonely[[rule]] <- list(mean = est(svymean(~days, x)), total = est(svytotal(~days, x)), F = test(svychisq(~aware + role, x)))
}
options(survey.lonely.psu = "fail")
figures$fay <- list(weights = unname(weights(fayed, "sampling")), columns = matrix(as.numeric(weights(fayed, "analysis")), ncol = ncol(weights(fayed, "analysis"))),
  rows = which(s$council %in% c(1, 2, 10, 11, 18, 19, 25, 26)), mean = est(svymean(~days, fayed)), df = degf(fayed))

sexes <- data.frame(sex = c("f", "m"), Freq = c(2300, 1900)); roles <- data.frame(role = c("back", "front", "officer"), Freq = c(1700, 1500, 1000))
control <- list(maxit = 500, epsilon = 1e-14)
total <- c(`(Intercept)` = 4200, sexm = 1900, days = 29500)
adjusted <- function(d) {
  calibrated <- function(...) calibrate(d, ~sex + days, total, epsilon = 1e-13, maxit = 200, ...)
  raked <- rake(d, list(~sex, ~role), list(sexes, roles), control)
  list(cells = postStratify(d, ~role, roles), raked = raked,
    linear = calibrated(), raking = calibrated(calfun = "raking"),
    logit = calibrated(calfun = "logit", bounds = c(0.6, 1.8)), bounded = calibrated(calfun = "linear", bounds = c(0.8, 1.2)),
    raking_margins = calibrate(d, ~sex + role, c(`(Intercept)` = 4200, sexm = 1900, rolefront = 1500, roleofficer = 1000), calfun = "raking", epsilon = 1e-13, maxit = 200),
    twice = postStratify(calibrated(calfun = "raking"), ~role, roles))
}
say <- function(d) list(mean = est(svymean(~score, d, na.rm = TRUE)), total = est(svytotal(~aware, d)),
  by_role = est(svyby(~aware, ~role, d, svymean)), F = test(svychisq(~trust + sex, d)))
figures$adjusted <- lapply(list(two_stage = two, strata = plain, clusters = d), function(d) lapply(adjusted(d), say))
figures$adjusted$jackknife_strata <- list(raked = say(rake(jkn, list(~sex, ~role), list(sexes, roles), control)), cells = say(postStratify(jkn, ~role, roles)))
figures$weights <- lapply(adjusted(d), function(d) signif(unname(weights(d, "sampling")), 12))
figures$trimmed <- lapply(list(once = FALSE, strict = TRUE), function(strict) signif(unname(weights(trimWeights(d, 25, 8, strict = strict))), 12))
figures$log_odds <- est(svycontrast(svymean(~aware, two), quote(log(aware / (1 - aware)))))
figures$versions <- list(r = R.version.string, survey = as.character(packageVersion("survey")))
write_json(figures, "figures.json", digits = I(15), auto_unbox = TRUE, na = "null")
