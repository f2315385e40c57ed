using System.ComponentModel;
using System.Diagnostics;

namespace Naftiko.Comparison;

/// <summary>nginx as a proxy before the upstream, for those who want to see what relaying alone costs.</summary>
internal static class Nginx
{
    /// <summary>Starts it; null where it is not installed.</summary>
    public static async Task<Server?> StartAsync(int port, int upstream)
    {
        var folder = Directory.CreateTempSubdirectory("naftiko-nginx-").FullName;
        var file = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(file, $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { worker_connections 1024; }
            http {
              access_log off;
              client_body_temp_path {{folder}};
              proxy_temp_path {{folder}};
              fastcgi_temp_path {{folder}};
              uwsgi_temp_path {{folder}};
              scgi_temp_path {{folder}};
              upstream api { server 127.0.0.1:{{upstream}}; keepalive 64; }
              server {
                listen 127.0.0.1:{{port}};
                location / {
                  proxy_pass http://api;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Authorization "Bearer a-secret-token";
                }
              }
            }
            """);
        try
        {
            return await Server.StartAsync("nginx", port, null, new ProcessStartInfo("nginx", ["-p", folder, "-c", file]));
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
