"""What is claimed of sofadiff's speed and quality is measured here, beside other tools, in one run."""
