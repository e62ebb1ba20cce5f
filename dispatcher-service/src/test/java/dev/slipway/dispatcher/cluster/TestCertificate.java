package dev.slipway.dispatcher.cluster;

/** Some certificate; nobody has its key. */
final class TestCertificate {
    static final String PEM = """
            -----BEGIN CERTIFICATE-----
            MIIBdTCCARugAwIBAgIUC5SrPOWTLfaWnsAMT0S3IcGYgm0wCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjMwODIwMDhaGA8yMTI2MTAzMDA4MjAw
            OFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNqI
            p4LF53fqZSQ1cZRuU4zyZzXlQc+sn2fz32hqNcRpJsE1sATZPC5iP160Y1h2TJvk
            FqAvCwIcZs5G3mbWEvyjUzBRMB0GA1UdDgQWBBTSEGJH5QZbtp1Du1tflVtwm7JI
            PjAfBgNVHSMEGDAWgBTSEGJH5QZbtp1Du1tflVtwm7JIPjAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0gAMEUCIQDks/2h3yhaWRgW+6Y3hUN6A+1h4zEBydWD
            HDd/Itaa1QIgRoE3pFpgQVxdjHbcGGy7QMQzzbOYFy49aqPHFQe6dsA=
            -----END CERTIFICATE-----
            """;

    private TestCertificate() {}
}
