"""汇总与审核: the superior office's window on a folder of returns."""
