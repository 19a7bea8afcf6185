package dev.kprov.shell.ssh.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keywords of ssh_config(5): those that kprov obeys with the rule of their values, and all others by name.
final class Keyword {
    private static final Set<String> ONE_VALUE =
            Set.of("hostname", "user", "hostkeyalias", "identityagent", "ignoreunknown");
    private static final Set<String> LISTS = Set.of("identityfile", "certificatefile");
    private static final Set<String> TIMES = Set.of("connecttimeout", "serveraliveinterval");
    private static final Map<String, Boolean> FLAGS = Map.of("yes", true, "true", true, "no", false, "false", false);
    private static final Set<String> STRICTNESS = Set.of("yes", "true", "no", "false", "off", "ask", "accept-new");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smhdwSMHDW]?)");

    /// Those of OpenSSH up to 10.2 and of its packages for Debian, Fedora and macOS that mean nothing to kprov.
    private static final Set<String> OTHERS = Set.of("""
        addkeystoagent addressfamily afstokenpassing batchmode bindaddress bindinterface canonicaldomains
        canonicalizefallbacklocal canonicalizehostname canonicalizemaxdots canonicalizepermittedcnames casignaturealgorithms
        challengeresponseauthentication channeltimeout checkhostip cipher ciphers clearallforwardings compression
        compressionlevel connectionattempts controlmaster controlpath controlpersist dsaauthentication dynamicforward
        enableescapecommandline enablesshkeysign escapechar exitonforwardfailure fallbacktorsh fingerprinthash
        forkafterauthentication forwardagent forwardx11 forwardx11timeout forwardx11trusted gatewayports globalknownhostsfile
        gssapiauthentication gssapiclientidentity gssapidelegatecredentials gssapikexalgorithms gssapikeyexchange
        gssapirenewalforcesrekey gssapiserveridentity gssapitrustdns hashknownhosts hostbasedacceptedalgorithms
        hostbasedauthentication hostbasedkeytypes hostkeyalgorithms ipqos kbdinteractiveauthentication
        kbdinteractivedevices keepalive keychainintegration kexalgorithms knownhostscommand localcommand localforward
        loglevel logverbose macs nohostauthenticationforlocalhost numberofpasswordprompts obscurekeystroketiming
        passwordauthentication permitlocalcommand permitremoteopen pkcs11provider preferredauthentications protocol
        proxyusefdpass pubkeyacceptedalgorithms pubkeyacceptedkeytypes pubkeyauthentication refuseconnection rekeylimit
        remotecommand remoteforward requesttty requiredrsasize revokedhostkeys rhostsauthentication
        rhostsrsaauthentication rsaauthentication rsaminsize securitykeyprovider sendenv sessiontype
        setenv skeyauthentication smartcarddevice stdinnull streamlocalbindmask streamlocalbindunlink syslogfacility tag
        tcpkeepalive tisauthentication tunnel tunneldevice updatehostkeys usekeychain useprivilegedport useroaming usersh
        verifyhostkeydns versionaddendum visualhostkey warnweakcrypto xauthlocation
        """.strip().split("\\s+"));

    private Keyword() {}

    /// Whether its values add up. Of all others the first one wins.
    static boolean addsUp(String keyword) {
        return LISTS.contains(keyword);
    }

    /// The values of a line. Empty when the keyword is ssh's business only; a wrong value is a `KprovException`.
    static Optional<Setting> read(Line line) {
        String keyword = line.keyword();
        if (ONE_VALUE.contains(keyword) || LISTS.contains(keyword) || keyword.equals("proxyjump")) {
            return Optional.of(new Setting(line, List.of(line.argument())));
        }
        if (TIMES.contains(keyword)) {
            return time(line);
        }
        return switch (keyword) {
            case "port" -> Optional.of(port(line));
            case "serveralivecountmax" -> Optional.of(count(line));
            case "identitiesonly" -> Optional.of(word(line, FLAGS.keySet(), "yes or no"));
            case "stricthostkeychecking" -> Optional.of(word(line, STRICTNESS, "yes, ask, accept-new or no"));
            case "userknownhostsfile" -> Optional.of(several(line));
            case "proxycommand" -> Optional.of(new Setting(line, List.of(line.rest())));
            default -> Optional.empty();
        };
    }

    static boolean isKnown(String keyword) {
        return OTHERS.contains(keyword);
    }

    static boolean flag(String value) {
        return FLAGS.getOrDefault(value.toLowerCase(Locale.ROOT), false);
    }

    private static Setting port(Line line) {
        String value = line.argument();
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw line.bad(value + " is no port", "write a number from 1 to 65535");
        }
        return new Setting(line, List.of(value));
    }

    private static Setting count(Line line) {
        String value = line.argument();
        if (!value.matches("\\d{1,9}")) {
            throw line.bad(value + " is no number", "write how many questions may stay without an answer");
        }
        return new Setting(line, List.of(value));
    }

    private static Setting word(Line line, Set<String> words, String shown) {
        String value = line.argument().toLowerCase(Locale.ROOT);
        if (!words.contains(value)) {
            throw line.bad(value + " is not known here", "write " + shown);
        }
        return new Setting(line, List.of(value));
    }

    private static Setting several(Line line) {
        List<String> values = line.arguments();
        if (values.isEmpty()) {
            throw line.bad("it has no value", "name a file, or write none");
        }
        return new Setting(line, values);
    }

    private static Optional<Setting> time(Line line) {
        String value = line.argument();
        OptionalInt seconds = seconds(value);
        if (value.equals("none")) {
            return Optional.empty();
        }
        if (seconds.isEmpty()) {
            throw line.bad(value + " is no time", "write seconds, or a time such as 1m30s");
        }
        return Optional.of(new Setting(line, List.of(Integer.toString(seconds.getAsInt()))));
    }

    private static OptionalInt seconds(String text) {
        Matcher matcher = TIME.matcher(text);
        long sum = 0;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            long unit = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                case "m" -> 60;
                case "h" -> 3600;
                case "d" -> 86_400;
                case "w" -> 604_800;
                default -> 1;
            };
            sum += unit * Long.parseLong(matcher.group(1));
            end = matcher.end();
        }
        return end == text.length() && end > 0 && sum <= Integer.MAX_VALUE
                ? OptionalInt.of((int) sum)
                : OptionalInt.empty();
    }
}
