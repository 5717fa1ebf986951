"""What `bench.asof` asks for, and the changes it plants before."""
