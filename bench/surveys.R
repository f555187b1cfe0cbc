# One question by each break with R's survey package: per cents, errors, logit intervals by cell, Rao and Scott's F.
# Rscript surveys.R ANSWERS.csv ANSWERS.json BREAK...   Prints nothing; times leave reading the file out.
suppressMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
people <- read.csv(arguments[1])
breaks <- arguments[-(1:2)]
for (name in c("q0", breaks)) people[[name]] <- factor(people[[name]])
processor <- function() sum(proc.time()[c("user.self", "sys.self", "user.child", "sys.child")])
numbers <- function(x) paste0("[", paste(formatC(as.numeric(unlist(x)), digits = 17, format = "g"), collapse = ","), "]")
began <- processor()
design <- svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = people)
made <- processor() - began
tables <- c()
for (name in breaks) {
  began <- processor()
  columns <- as.formula(paste0("~", name))
  found <- svyby(~q0, columns, design, svymean, keep.var = TRUE)
  ends <- confint(found, df = degf(design))
  test <- svychisq(as.formula(paste0("~q0+", name)), design, statistic = "F")
  seconds <- processor() - began
  tables <- c(tables, paste0(
    "{\"break\":\"", name, "\",\"processor\":", seconds, ",\"shares\":", numbers(coef(found)),
    ",\"errors\":", numbers(SE(found)), ",\"test\":", numbers(c(test$statistic, test$parameter, test$p.value)), "}"
  ))
}
cat(paste0("{\"made\":", made, ",\"tables\":[", paste(tables, collapse = ","), "]}"), file = arguments[2])
