"""The workers of a Dask cluster, for an office that outgrows one machine (optional extra)."""

from __future__ import annotations

from forms.collecting.workers import Workers
from forms.errors import GknbError


class NoScheduler(GknbError):
    """The cluster cannot be used: the argument says in Chinese why."""


def cluster(address: str) -> Workers:
    """The workers of a Dask scheduler (``tcp://host:8786``).

    Raises NoScheduler where dask is not installed or nobody answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise NoScheduler(
            "没有安装 dask，不能使用集群；请安装 dask 和 distributed，或去掉 --scheduler。"
        ) from error
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoScheduler(f"连不上调度器 {address}，请核对地址，或去掉 --scheduler。") from error
    count = sum(client.nthreads().values())
    if not count:
        client.close()
        raise NoScheduler(f"调度器 {address} 还没有工作进程，请先启动工作进程。")
    return Workers(client.get_executor, count, client.close)
