"""The plots: figures drawn with what their digits and their words leave open."""
