#!/usr/bin/env bash
# Asks the service in this container whether it is ready; exits 0 if it is. The image has bash, but no curl.
#   healthcheck.sh [PATH]   default /health/ready
set -euo pipefail
path=${1:-/health/ready}
port=${ASPNETCORE_HTTP_PORTS:-8080}
exec 3<>"/dev/tcp/127.0.0.1/${port%%;*}"
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$path" >&3
read -r -t 4 _ status _ <&3
[ "$status" = 200 ]
