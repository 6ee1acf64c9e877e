"""The example province: Lạng Sơn in 2024. Agencies and figures are real, every person is invented."""
