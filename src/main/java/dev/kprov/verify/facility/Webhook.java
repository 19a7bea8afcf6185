package dev.kprov.verify.facility;

import dev.kprov.verify.api.Part;

/// A webhook that the API server asks before it makes a pod, and without whose answer it makes none.
///
/// @param configuration e.g. `ValidatingWebhookConfiguration/policy`
/// @param service where it is asked, as `namespace/name`; empty when it is asked at a URL
/// @param ready how many endpoints of this Service are
public record Webhook(String configuration, String name, String service, Part<Integer> ready) {}
