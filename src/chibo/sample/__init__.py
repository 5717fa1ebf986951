"""The sample: one invented province with two years of ordinary records. Nobody in it is real."""
