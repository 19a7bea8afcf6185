# Makes certificates of the cluster's own CA that are over, or soon will be. $1: where.
set -e
mkdir -p "$1"
cd "$1"
pki=/etc/kubernetes/pki
cat >ca.cnf <<'EOF'
[ca]
default_ca = lab
[lab]
dir = .
new_certs_dir = .
database = index.txt
serial = serial
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
organizationName = optional
EOF
: >index.txt
echo 1000 >serial
names=$(openssl x509 -in $pki/apiserver.crt -noout -ext subjectAltName | tail -n 1 | sed 's/IP Address:/IP:/g; s/ //g')
sign() { # NAME KEY SUBJECT EXTENSIONS START END
  printf '[v3]\n%s\n' "$4" >"$1.ext"
  openssl req -new -key "$2" -subj "$3" -out "$1.csr"
  openssl ca -batch -config ca.cnf -cert $pki/ca.crt -keyfile $pki/ca.key -in "$1.csr" -out "$1.crt" -notext \
    -startdate "$5" -enddate "$6" -extfile "$1.ext" -extensions v3
}
at() { date -u -d "$1" +%Y%m%d%H%M%SZ; }
server=$(printf 'extendedKeyUsage=serverAuth\nsubjectAltName=%s' "$names")
sign over $pki/apiserver.key /CN=kube-apiserver "$server" "$(at '-90 days')" "$(at '-1 hour')"
sign soon $pki/apiserver.key /CN=kube-apiserver "$server" "$(at '-350 days')" "$(at '+14 days')"
openssl ecparam -name prime256v1 -genkey -noout -out client.key
sign client client.key '/O=kubeadm:cluster-admins/CN=lab' extendedKeyUsage=clientAuth "$(at '-90 days')" "$(at '-1 hour')"
