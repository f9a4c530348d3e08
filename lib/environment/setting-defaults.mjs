const hidden = { value: null, isHidden: true };

/**
 * The settings of an installation with their defaults; null: none. A hidden value is a secret, or names a place on this
 * machine.
 */
export const settingDefaults = {
  DATABASE_URL: hidden,
  PTS_DATA_DIR: { value: ".data", isHidden: true },
  PTS_DEMO: { value: null, isHidden: false },
  PORT: { value: "3000", isHidden: false },
  HOST: { value: null, isHidden: false },
  NEXTAUTH_URL: { value: null, isHidden: false },
  NEXTAUTH_SECRET: hidden,
  LOG_LEVEL: { value: "info", isHidden: false },
  PTS_RATE_LIMIT: { value: "600", isHidden: false },
  PTS_TRUSTED_PROXIES: { value: null, isHidden: false },
  PTS_WORKER: { value: "1", isHidden: false },
  PTS_WEB_PROCESSES: { value: null, isHidden: false },
  PTS_DIRECT_DISPATCH: { value: "1", isHidden: false },
  PTS_METRICS_TOKEN: hidden,
  OTEL_EXPORTER_OTLP_ENDPOINT: hidden,
  PTS_BACKUP_DIR: hidden,
  PTS_BACKUP_TIME: { value: "02:00", isHidden: false },
  PTS_BACKUP_KEEP: { value: "14", isHidden: false },
  PTS_BACKUP_PASSPHRASE: hidden,
  PTS_BACKUP_PASSPHRASE_FILE: hidden,
};
