-- CreateIndex
CREATE INDEX "sms_deliveries_phone_hash_idx" ON "sms_deliveries"("phone_hash");
