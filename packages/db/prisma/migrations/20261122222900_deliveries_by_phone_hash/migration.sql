-- CreateIndex
CREATE INDEX IF NOT EXISTS "sms_deliveries_phone_hash_idx" ON "sms_deliveries"("phone_hash");
