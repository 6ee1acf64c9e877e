"""`python -m bench.pages DIR`: what every page costs in a province that `bench.province` made."""
