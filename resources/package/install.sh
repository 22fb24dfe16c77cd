#!/bin/sh
# 把年报填报放进当前用户的菜单，让 .gknb 文件双击打开。不需要管理员。
#   sh install.sh            安装到 ~/.local/share/gknb-program
#   sh install.sh --here     不复制，就用这个文件夹
#   sh install.sh --remove   卸载；填报的内容和设置都保留
set -eu

here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$data/gknb-program
entry=$data/applications/gknb.desktop
mime=$data/mime/packages/gknb.xml
icons=$data/icons/hicolor

refresh() {
    # What a desktop does not have, it does not need.
    ! command -v update-desktop-database >/dev/null || update-desktop-database "$data/applications"
    ! command -v update-mime-database >/dev/null || update-mime-database "$data/mime"
    ! command -v gtk-update-icon-cache >/dev/null ||
        gtk-update-icon-cache -q -t -f "$icons" || true
}

remove() {
    rm -f "$entry" "$mime" "$icons"/*/apps/gknb.png
    refresh
    # Only what this script put there itself, be it the folder that it lies in.
    if [ -f "$program/gknb.desktop" ]; then rm -rf "$program"; fi
}

install_all() {
    if [ "$1" = "$program" ] && [ "$here" != "$program" ]; then
        rm -rf "$program.new"
        mkdir -p "$data"
        cp -R "$here" "$program.new"
        rm -rf "$program.new/gknb-data"
        if [ -d "$program" ]; then rm -rf "$program"; fi
        mv "$program.new" "$program"
    fi
    mkdir -p "$data/applications" "$data/mime/packages"
    sed "s|@FOLDER@|$1|" "$here/gknb.desktop" > "$entry"
    cp "$here/gknb-mime.xml" "$mime"
    for picture in "$here"/_internal/resources/icons/gknb-*.png; do
        size=${picture##*-}
        size=${size%.png}
        mkdir -p "$icons/${size}x$size/apps"
        cp "$picture" "$icons/${size}x$size/apps/gknb.png"
    done
    refresh
    ! command -v xdg-mime >/dev/null || xdg-mime default gknb.desktop application/x-gknb
}

case "${1:-}" in
    --remove) remove && echo "已卸载。填报的内容和设置仍在 $data/gknb。" ;;
    --here) install_all "$here" && echo "已装好：菜单里的“年报填报”打开 $here。" ;;
    "") install_all "$program" && echo "已装好：请从菜单打开“年报填报”，或双击 .gknb 文件。" ;;
    *) echo "用法：sh install.sh [--here | --remove]" >&2; exit 2 ;;
esac
