"""The story of Lord: a simulated world written as input files, and the main job walked over it."""
