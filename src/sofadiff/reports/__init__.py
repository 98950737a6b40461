"""What the reports say: from agreements and comparisons to documents. How they look is for `render`."""
