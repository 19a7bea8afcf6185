"""Prints what there is in the cloud, an id a line; whose endpoint and credentials are in the environment."""

import boto3

ec2 = boto3.client("ec2")
for vpc in ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["false"]}])["Vpcs"]:
    print(vpc["VpcId"])
# Not the machines: moto's groups replace those that are terminated before the group is, and their disks stay.
for volume in ec2.describe_volumes(Filters=[{"Name": "tag-key", "Values": ["k8s.io/etcd/main", "k8s.io/etcd/events"]}])["Volumes"]:
    print(volume["VolumeId"])
for template in ec2.describe_launch_templates()["LaunchTemplates"]:
    print(template["LaunchTemplateName"])
for pair in ec2.describe_key_pairs()["KeyPairs"]:
    print(pair["KeyName"])
for group in boto3.client("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"]:
    print(group["AutoScalingGroupName"])
for balancer in boto3.client("elbv2").describe_load_balancers()["LoadBalancers"]:
    print(balancer["LoadBalancerName"])
for role in boto3.client("iam").list_roles()["Roles"]:
    print(role["RoleName"])
for item in boto3.client("s3").list_objects_v2(Bucket="kops-state").get("Contents", []):
    print(item["Key"])
