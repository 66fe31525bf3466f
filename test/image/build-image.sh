#!/usr/bin/env bash
# Builds the Dockerfile by buildah, on a machine without docker: docs/deploying.md. Debian, as root, with a network.
# buildah is unpacked beside, never installed: its dependencies would upgrade login and passwd.
#   build-image.sh <work folder> <repository>     prints the folder of the finished image's root
set -euo pipefail
work=$1 repository=$2
exec 3>&1 >&2
mkdir -p "$work" && cd "$work"

if [ ! -d tools ]; then
  apt-get download buildah debootstrap libgpgme11 libassuan0 libsubid4 \
    golang-github-containers-common golang-github-containers-image
  for package in *.deb; do dpkg-deb -x "$package" tools; done
fi
if [ ! -d base ]; then
  DEBOOTSTRAP_DIR=$work/tools/usr/share/debootstrap tools/usr/sbin/debootstrap --variant=minbase bookworm making
  mkdir -p making/usr/local/lib/node_modules making/usr/local/etc making/etc/ssl/certs
  cp "$(command -v node)" making/usr/local/bin/node
  cp -r "$(npm root -g)/npm" making/usr/local/lib/node_modules/
  ln -s ../lib/node_modules/npm/bin/npm-cli.js making/usr/local/bin/npm
  # npm in the image asks the registry that this machine asks, and trusts what this machine trusts.
  npm config get registry | sed 's/^/registry=/' >making/usr/local/etc/npmrc
  cp /etc/ssl/certs/ca-certificates.crt making/etc/ssl/certs/
  mv making base
fi
echo '{"default": [{"type": "insecureAcceptAnything"}]}' >policy.json
echo 'unqualified-search-registries = []' >registries.conf
printf '[storage]\ndriver = "vfs"\ngraphroot = "%s/graph"\nrunroot = "%s/run"\n' "$work" "$work" >storage.conf
rm -rf context && mkdir context && git -C "$repository" archive HEAD | tar -x -C context

buildah() {
  # buildah starts itself again without LD_LIBRARY_PATH: its libraries lie over the system's, in a namespace of its own.
  local libraries=usr/lib/x86_64-linux-gnu
  CONTAINERS_STORAGE_CONF=$work/storage.conf CONTAINERS_REGISTRIES_CONF=$work/registries.conf \
    unshare --mount sh -c 'mount -t overlay overlay -o lowerdir="$0/$1:/$1" "/$1" && shift && exec "$@"' \
    "$work/tools" "$libraries" "$work/tools/usr/bin/buildah" "$@"
}
if ! buildah images --quiet localhost/gapura-base >/dev/null 2>&1; then
  container=$(buildah from scratch)
  buildah add --quiet "$container" base /
  buildah config --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "$container"
  buildah commit --quiet --signature-policy policy.json "$container" localhost/gapura-base
fi
buildah bud --quiet --format docker --pull-never --isolation chroot --signature-policy policy.json \
  --build-arg BASE=localhost/gapura-base --tag localhost/gapura-graphql context
buildah rm trial >/dev/null 2>&1 || true
buildah from --pull-never --name trial localhost/gapura-graphql >/dev/null
buildah mount trial >&3
