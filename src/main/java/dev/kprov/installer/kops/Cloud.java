package dev.kprov.installer.kops;

import java.util.Locale;

/// Where kops makes machines, in its words.
///
/// Its credentials come from the environment or from the cloud's own configuration; `look.sh` sees whether there are
/// any and never reads one.
enum Cloud {
    AWS("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run aws configure"),
    GCE("GOOGLE_APPLICATION_CREDENTIALS, or run gcloud auth application-default login"),
    AZURE("AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or run az login"),
    DIGITALOCEAN("DIGITALOCEAN_ACCESS_TOKEN"),
    HETZNER("HCLOUD_TOKEN"),
    LINODE("LINODE_TOKEN"),
    OPENSTACK("OS_AUTH_URL and what goes with it: source the project's openrc file, or set OS_CLOUD"),
    SCALEWAY("SCW_ACCESS_KEY and SCW_SECRET_KEY, or run scw init"),
    /// Machines that somebody else has made; experimental in kops.
    METAL("");

    private final String credentials;

    Cloud(String credentials) {
        this.credentials = credentials;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What to set so that kops finds credentials.
    String credentials() {
        return credentials;
    }
}
