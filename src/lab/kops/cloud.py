"""A cloud that kops can make clusters in: moto, set right where its answers are not those of AWS.

Called with a port of 127.0.0.1. Every answer below that moto gets wrong as an error 500 would cost minutes, for kops
tries again in silence.
"""

import base64
import hashlib
import json
import os
import sys
import tempfile


def images(day, releases=("noble-24.04",)):
    """The images of Ubuntu that kops's channel names, which moto does not know."""
    made = []
    for release in releases:
        for number, (debian, architecture) in enumerate((("amd64", "x86_64"), ("arm64", "arm64"))):
            name = f"ubuntu/images/hvm-ssd-gp3/ubuntu-{release}-{debian}-server-{day}"
            made.append({
                "ami_id": f"ami-{0x5e1f0000 + number:017x}",
                "name": name,
                "description": name,
                "image_location": f"099720109477/{name}",
                "owner_id": "099720109477",
                "architecture": architecture,
                "state": "available",
                "public": True,
                "image_type": "machine",
                "root_device_type": "ebs",
                "root_device_name": "/dev/sda1",
                "virtualization_type": "hvm",
                "hypervisor": "xen",
                "sriov": "simple",
                "platform": None,
            })
    return made


# moto reads them when it is loaded.
with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as listed:
    json.dump(images("20260218"), listed)
os.environ["MOTO_AMIS_PATH"] = listed.name

from moto.autoscaling.exceptions import ValidationError  # noqa: E402
from moto.autoscaling.models import AutoScalingBackend  # noqa: E402
from moto.core.responses import ActionResult  # noqa: E402
from moto.core.types import Base64EncodedString  # noqa: E402
from moto.ec2.models.key_pairs import KeyPairBackend  # noqa: E402
from moto.ec2.models.launch_templates import LaunchTemplateVersion  # noqa: E402
from moto.ec2.models.reserved_instances import ReservedInstancesOffering  # noqa: E402
from moto.ec2.models.subnets import SubnetBackend  # noqa: E402
from moto.ec2.models.vpcs import VPCBackend  # noqa: E402
from moto.ec2.responses.reserved_instances import ReservedInstances  # noqa: E402
from moto.ec2.responses.subnets import Subnets  # noqa: E402
from moto.server import main  # noqa: E402

os.unlink(listed.name)


def instead_of(owner):
    """Puts a function in the place of the method of that name, which it gets as its first argument."""

    def put(function):
        moto = getattr(owner, function.__name__)
        setattr(owner, function.__name__, lambda self, *args, **kwargs: function(moto, self, *args, **kwargs))
        return function

    return put


@instead_of(AutoScalingBackend)
def describe_warm_pool(moto, self, group_name):
    """Of a group that is not there: an error of the caller's."""
    if self.describe_auto_scaling_groups([group_name]):
        return moto(self, group_name)
    raise ValidationError(f"AutoScalingGroup name not found - AutoScalingGroup {group_name} not found")


@instead_of(ReservedInstances)
def describe_reserved_instances_offerings(moto, self):
    """Only of the type that was asked for: kops learns from it in which zones there are machines of that type."""
    wanted = self._get_param("InstanceType")
    return ActionResult({"ReservedInstancesOfferings": [
        ReservedInstancesOffering(
            ReservedInstancesOfferingId=f"{wanted}-in-{zone.name}",
            InstanceType=wanted,
            AvailabilityZone=zone.name,
            ProductDescription="Linux/UNIX (Amazon VPC)",
            OfferingClass="standard",
            OfferingType="No Upfront",
            InstanceTenancy="default",
            Marketplace=False,
            Duration=31_536_000,
            FixedPrice=0.0,
            UsagePrice=0.01)
        for zone in self.ec2_backend.describe_availability_zones()]})


@instead_of(SubnetBackend)
def delete_subnet(moto, self, subnet_id):
    """With its places in route tables, which else could never be deleted."""
    for table in self.route_tables.values():
        left = {key: entry for key, entry in table._associations.items()
                if (getattr(entry, "subnet_id", None) or entry) != subnet_id}
        table._associations.clear()
        table._associations.update(left)
    return moto(self, subnet_id)


@instead_of(Subnets)
def modify_subnet_attribute(moto, self):
    """The kind of host names is kept: kops would find it to be changed in each update."""
    kind = self._get_param("PrivateDnsHostnameTypeOnLaunch")
    if kind:
        subnet = self.ec2_backend.get_subnet(self._get_param("SubnetId"))
        subnet.private_dns_name_options_on_launch["HostnameType"] = kind
    return moto(self)


@instead_of(KeyPairBackend)
def import_key_pair(moto, self, key_name, public_key_material, tags):
    """The fingerprint of an ed25519 key is a SHA-256 in base64."""
    pair = moto(self, key_name, public_key_material, tags)
    if pair.key_type == "ed25519":
        text = public_key_material
        text = text if isinstance(text, bytes) else text.encode()
        text = text if text.startswith(b"ssh-") else base64.b64decode(text)
        digest = hashlib.sha256(base64.b64decode(text.split()[1])).digest()
        pair.key_fingerprint = base64.b64encode(digest).decode().rstrip("=")
    return pair


@instead_of(VPCBackend)
def delete_vpc(moto, self, vpc_id):
    """Without its DHCP options: kops deletes these itself, and would wait for ever until it can."""
    options = dict(self.dhcp_options_sets)
    gone = moto(self, vpc_id)
    self.dhcp_options_sets.update(options)
    return gone


def user_data(self):
    """Of a template's second version too, of the type that instances are started with."""
    data = self.data.get("UserData")
    return Base64EncodedString(data) if isinstance(data, str) else data


LaunchTemplateVersion.user_data = property(user_data)

if __name__ == "__main__":
    main(["-H", "127.0.0.1", "-p", sys.argv[1]])
