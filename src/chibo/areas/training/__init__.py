"""Classes, who learned in them, and how often they came."""
