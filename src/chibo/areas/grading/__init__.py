"""The superior's side of score sheets: grading in turn, honest comparison, second looks by lot."""
