# Answers with the name of the node, and with a page that fills whole packets.
set -e
mkdir -p /probe/www
cd /probe/www
echo "$NODE" >name
head -c "$LOAD" /dev/zero | tr '\0' k >load
echo "kprov probe on $NODE"
exec httpd -f -p 8080 -h /probe/www
