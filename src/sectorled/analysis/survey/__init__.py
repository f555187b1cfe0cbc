"""Surveys: estimates by design, weights, and tables from sums.

Arrays in, frozen values out.  Where to look:

- `designs`, `stages`, `replicates`: how the sample was drawn, or its replicate weights;
- `means`, `quantiles`, `models`: statistics to be estimated; `estimates`: values with their covariance;
- `proportions`, `contrasts`, `chisquare`, `quadratic_forms`, `unweighted`: intervals and tests;
- `margins`, `calibration`, `weights`, `adjustments`: weights brought to known figures, and what that leaves of errors;
- `sufficient`, `layout`, `cells`: a two-way table from one group-by, in batches that add.
"""
