-- What the web processes count together. Unlogged: the counts are about the last minutes, and a crash may lose them.
CREATE UNLOGGED TABLE "rate_limit_counts" (
  "key_hash" TEXT NOT NULL,
  "spent" INTEGER NOT NULL,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "rate_limit_counts_pkey" PRIMARY KEY ("key_hash")
);

CREATE INDEX "rate_limit_counts_expires_at_idx" ON "rate_limit_counts"("expires_at");
