"""The function of the cold start. In a module of its own: marimo cannot cache what is defined in a script."""


def work(n):
    return {"n": n, "square": n * n, "label": f"number {n}"}
