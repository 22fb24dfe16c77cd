#!/usr/bin/env bash
# Builds the package where its libraries are old enough for Kylin V10 and UOS 20 (glibc 2.28):
# in a bare Debian 11 made with debootstrap. As root; only making the Debian needs a network.
#
#     bash resources/package/build_oldest.sh FOLDER WHEELS [OUT]
#
# FOLDER  where the Debian is made, or was made before; it is kept for the next time (1 GB)
# WHEELS  what "bootstrap.py wheels" collected for this platform and Python 3.11
# OUT     where the package goes, dist/ of the project if not given
# MIRROR  (environment) the Debian mirror, debootstrap's own choice if not given
#
# No Debian that still has a mirror brings a Python whose glibc is old enough and which is itself
# new enough. So CPython is compiled there from Debian's source with Debian's security patches,
# and so are the three libraries of Debian 11 that ask for a newer glibc than the rest: SQLite
# (for a logarithm), libpng (for a power) and D-Bus (for systemd).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
root=$(realpath -m "$1")
wheels=$(realpath "$2")
out=$(realpath -m "${3:-$project/dist}")

inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@"
}

make_debian() {
    debootstrap --variant=minbase bullseye "$root" ${MIRROR:+"$MIRROR"}
    local mirror
    mirror=$(awk '$1 == "deb" { print $2; exit }' "$root/etc/apt/sources.list")
    printf 'deb %s bullseye main\ndeb %s-security bullseye-security main\ndeb-src %s bookworm main\n' \
        "$mirror" "$mirror" "$mirror" > "$root/etc/apt/sources.list"
}

install_packages() {
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    inside apt-get -q update
    # shellcheck disable=SC2046
    inside apt-get -q -y install --no-install-recommends $(cat "$here/oldest_packages.txt")
    mkdir -p "$root/src/from_source"
    cp "$here/old_glibc.h" "$root/src/"
    # As root, for apt's own user may not write there.
    inside sh -euc 'cd /src/from_source
        apt-get -q -o APT::Sandbox::User=root source --download-only \
            python3.11 sqlite3 dbus libpng1.6
        dpkg-source --skip-patches -x python3.11_*.dsc python
        dpkg-source -x sqlite3_*.dsc sqlite
        dpkg-source -x dbus_*.dsc dbus
        dpkg-source -x libpng1.6_*.dsc libpng'
}

build_libraries() {
    inside sh -euc '
        mkdir -p /opt/libraries
        cd /src/from_source/sqlite
        ./configure -q --disable-tcl --disable-readline
        make -s sqlite3.c
        gcc -O2 -fPIC -shared -include /src/old_glibc.h -Wl,-soname,libsqlite3.so.0 \
            sqlite3.c -o /opt/libraries/libsqlite3.so.0 -lpthread -ldl -lm
        cd ../libpng
        ./configure -q --disable-static CFLAGS="-O2 -include /src/old_glibc.h"
        make -s libpng16.la
        cp -L .libs/libpng16.so.16 /opt/libraries/
        cd ../dbus
        ./configure -q --disable-systemd --disable-selinux --disable-apparmor --disable-libaudit \
            --disable-tests --disable-doxygen-docs --disable-xml-docs --without-x
        make -s -C dbus libdbus-1.la
        cp -L dbus/.libs/libdbus-1.so.3 /opt/libraries/
        strip --strip-unneeded /opt/libraries/*.so.*
        cd ..
        for pair in sqlite/libsqlite3.so.0 libpng/libpng16.so.16 dbus/libdbus-1.so.3; do
            source=${pair%/*} library=/opt/libraries/${pair#*/}
            cp "$source/debian/copyright" "$library.copyright"
            dpkg-parsechangelog -l "$source/debian/changelog" -S Version > "$library.version"
        done'
}

build_python() {
    inside sh -euc '
        cd /src/from_source/python
        # Of the patches those that mend, not those that make it a part of Debian.
        grep -E "^(CVE|000|relfile|shutdown|frame_dealloc)" debian/patches/series |
            while read -r name; do patch -s -p1 < "debian/patches/$name"; done
        # One of them uses what only the core may, which Debian allows it elsewhere.
        sed -i "1i #define Py_BUILD_CORE_MODULE 1" Modules/pyexpat.c
        export CFLAGS="-include /src/old_glibc.h" ac_cv_func_sem_clockwait=no
        # The test for semaphores needs /dev/shm, which a bare Debian has not mounted.
        export ac_cv_posix_semaphores_enabled=yes ac_cv_broken_sem_getvalue=no
        ./configure -q --prefix=/opt/python --enable-shared --without-doc-strings \
            --disable-test-modules LDFLAGS=-Wl,-rpath,/opt/python/lib
        make -s -j"$(nproc)"
        make -s install
        strip -s /opt/python/lib/libpython3.11.so.1.0 /opt/python/lib/python3.11/lib-dynload/*.so'
}

build_package() {
    rm -rf "$root/src/gknb/dist" "$root/src/wheels"
    mkdir -p "$root/src/gknb" "$out"
    git -C "$project" ls-files -z --cached --others --exclude-standard |
        tar -C "$project" --null --ignore-failed-read -cf - -T - | tar -C "$root/src/gknb" -xf -
    cp -r "$wheels" "$root/src/wheels"
    # Python's licence does not name what lies in it; this page of its manual does.
    cp "$root/src/from_source/python/Doc/license.rst" "$root/opt/python/lib/python3.11/"
    inside env LD_LIBRARY_PATH=/opt/libraries \
        /opt/python/bin/python3.11 /src/gknb/bootstrap.py --offline /src/wheels package
    rm -rf "$out/gknb"
    cp -r "$root/src/gknb/dist/." "$out/"
}

[ -e "$root/etc/debian_version" ] || make_debian
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
# Worker processes share semaphores there, which the package is tried with.
mountpoint -q "$root/dev/shm" || mount -t tmpfs shm "$root/dev/shm"
trap 'umount "$root/dev/shm" "$root/proc"' EXIT
[ -d "$root/src/from_source/dbus" ] || install_packages
[ -e "$root/opt/libraries/libdbus-1.so.3" ] || build_libraries
[ -x "$root/opt/python/bin/pip3" ] || build_python
build_package
