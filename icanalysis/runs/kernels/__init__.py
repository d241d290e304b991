"""Warm kernels: forked from a process that has imported the libraries, instead of started from nothing.

    KernelManager ── WarmProvisioner ── client ══ UNIX socket in a private folder ══ server ── fork ── IPKernelApp

One kernelspec, `icanalysis`, serves JupyterLab, Papermill and Voilà. Nothing here is imported by a notebook, and
whatever cannot be done warm is done by Jupyter's own provisioner, which says so once.
"""
