# shellcheck shell=bash disable=SC2034
# What the lab is made of. The Go modules' own versions stand in the go.mod files beside this folder.

KUBERNETES_VERSION=1.36.4
ETCD_IMAGE_TAG=3.6.8-0
COREDNS_VERSION=1.14.2
PAUSE_VERSION=3.10.2
CRI_TOOLS_VERSION=1.36.0
CNI_VERSION=1.9.1
FLANNEL_VERSION=0.28.4
FLANNEL_CNI_TAG=v1.9.1-flannel1
# systemd 252 of bookworm still boots where only cgroup v1 is at hand; the one of trixie does not.
DEBIAN_SUITE=bookworm
GO_MINIMUM=1.26.0
GO_TOOLCHAIN=1.26.8
