/** Where the calls come from and where they go, as far as it is known. */
export interface SnippetPlaces {
  /** 'relay.example.com'. */
  readonly host: string;
  /** Path of the public address without slash at its end: '/veerpont', or empty. */
  readonly path: string;
  /** Where the relay listens on this computer: '127.0.0.1', 43127. */
  readonly localHost: string;
  readonly localPort: number;
}

export const proxyNames = ['nginx', 'caddy', 'apache', 'haproxy'] as const;
export type ProxyName = (typeof proxyNames)[number];
export const tunnelNames = ['cloudflared', 'ngrok', 'frpc', 'ssh', 'tailscale'] as const;
export type TunnelName = (typeof tunnelNames)[number];

/** Stands where no public address is typed yet: nobody's, and plainly not one's own. */
export const hostToBe = 'relay.example.com';

/** The relay takes bodies of 1 MB; what is larger is refused by it, so that the refusal is seen there. */
const bodyMb = 2;

/** One program's configuration that passes the public address on. Host is kept: the relay answers its own name only (421). */
export const proxySnippets: Readonly<Record<ProxyName, (places: SnippetPlaces) => string>> = {
  nginx: (places) => `server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name ${places.host};
    ssl_certificate     /etc/ssl/${places.host}.pem;
    ssl_certificate_key /etc/ssl/${places.host}.key;
    ssl_protocols TLSv1.2 TLSv1.3;

    location ${places.path}/ {
        proxy_pass ${localUrl(places)}${places.path === '' ? '' : '/'};
        proxy_http_version 1.1;
        proxy_set_header Host $host;
        proxy_set_header Connection "";
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto https;
        client_max_body_size ${bodyMb}m;
    }
}
`,
  caddy: (places) => `${places.host} {
${
  places.path === ''
    ? `    reverse_proxy ${localUrl(places)}`
    : `    handle_path ${places.path}/* {
        reverse_proxy ${localUrl(places)}
    }`
}
}
`,
  apache: (places) => `# a2enmod ssl proxy proxy_http headers
<VirtualHost *:443>
    ServerName ${places.host}
    SSLEngine on
    SSLProtocol -all +TLSv1.2 +TLSv1.3
    SSLCertificateFile    /etc/ssl/${places.host}.pem
    SSLCertificateKeyFile /etc/ssl/${places.host}.key

    ProxyPreserveHost On
    ProxyRequests Off
    RequestHeader set X-Forwarded-Proto https
    ProxyPass        ${places.path}/ ${localUrl(places)}/
    ProxyPassReverse ${places.path}/ ${localUrl(places)}/
</VirtualHost>
`,
  haproxy: (places) => `frontend veerpont
    mode http
    bind :443 ssl crt /etc/ssl/${places.host}.pem alpn h2,http/1.1 ssl-min-ver TLSv1.2
    acl is_relay hdr(host),field(1,:) -i ${places.host}
    use_backend veerpont_relay if is_relay${places.path === '' ? '' : ` { path_beg ${places.path}/ }`}

backend veerpont_relay
    mode http
    option forwardfor
    http-request set-header X-Forwarded-Proto https
${
  places.path === ''
    ? ''
    : `    http-request replace-path ^${escaped(places.path)}/(.*) /\\1
`
}    server relay ${places.localHost}:${places.localPort}
`,
};

/** What to type where a tunnel is started by hand, or by a service manager. */
export const tunnelSnippets: Readonly<Record<TunnelName, (places: SnippetPlaces) => string>> = {
  cloudflared: ({ host, localHost, localPort }) => `# Cloudflare: Networks > Tunnels > Public hostname
#   ${host}  ->  http://${localHost}:${localPort}
# TUNNEL_TOKEN: the token that page shows
cloudflared tunnel --no-autoupdate run
`,
  ngrok: ({ host, localHost, localPort }) => `# NGROK_AUTHTOKEN: of your ngrok account
ngrok http ${localHost}:${localPort} --url https://${host} --log stdout
`,
  frpc: ({ host, localHost, localPort }) => `# frpc.toml; start: frpc -c frpc.toml
# TLS for ${host} ends at the server, in frps or a web server before it.
serverAddr = "${host}"
serverPort = 7000
auth.token = "{{ .Envs.FRP_TOKEN }}"

[[proxies]]
name = "veerpont"
type = "http"
localIP = "${localHost}"
localPort = ${localPort}
customDomains = ["${host}"]
`,
  ssh: ({
    host,
    localHost,
    localPort,
  }) => `# On ${host} a web server ends TLS and passes port 443 on to 127.0.0.1:18443.
ssh -N -T -o BatchMode=yes -o ExitOnForwardFailure=yes \\
    -o ServerAliveInterval=15 -o ServerAliveCountMax=3 \\
    -R 127.0.0.1:18443:${localHost}:${localPort} tunnel@${host}
`,
  tailscale: ({ localHost, localPort }) => `# Its address is https://COMPUTER.TAILNET.ts.net
tailscale funnel http://${localHost}:${localPort}
`,
};

/** The part of relay.json with which the relay listens on port 443 itself, with the certificate of the desk. */
export function directSnippet({ host, path }: Pick<SnippetPlaces, 'host' | 'path'>): string {
  const listen = {
    public: { host: '0.0.0.0', port: 443, publicUrl: `https://${host}${path}`, tls: { desk: true } },
  };
  return `${JSON.stringify({ listen, integrations: [], channels: [] }, null, 2)}\n`;
}

/** On Linux ports below 1024 are the administrator's; this lets programs of others listen on 443. */
export const lowPortCommand =
  'echo net.ipv4.ip_unprivileged_port_start=443 | sudo tee /etc/sysctl.d/50-veerpont.conf && sudo sysctl --system';

function localUrl({ localHost, localPort }: SnippetPlaces): string {
  return `http://${localHost}:${localPort}`;
}

function escaped(path: string): string {
  return path.replaceAll(/[.*+?()[\]{}|^$]/gu, '\\$&');
}
