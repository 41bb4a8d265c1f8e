{{/* A container that runs one command of Gelada; {root, name, args}. */}}
{{- define "gelada.container" -}}
name: {{ .name }}
image: {{ include "gelada.image" .root | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
args: {{ toJson .args }}
env:
  - name: GELADA_TRAIL
    value: {{ include "gelada.trail" .root | quote }}
  - name: GELADA_NAMESPACE
    value: {{ .root.Release.Namespace | quote }}
  - name: XDG_STATE_HOME
    value: /tmp
  {{- with .root.Values.cluster.id }}
  - name: GELADA_CLUSTER_ID
    value: {{ . | quote }}
  {{- end }}
  {{- with .root.Values.attacks.latency.agentImage }}
  - name: GELADA_AGENT_IMAGE
    value: {{ . | quote }}
  {{- end }}
  {{- range $name, $value := .root.Values.env }}
  - name: {{ $name }}
    value: {{ $value | quote }}
  {{- end }}
securityContext:
  {{- toYaml .root.Values.securityContext | nindent 2 }}
resources:
  {{- toYaml .root.Values.resources | nindent 2 }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
  - name: schedules
    mountPath: /etc/gelada/schedules
    readOnly: true
  {{- if .root.Values.policy }}
  - name: policy
    mountPath: /etc/gelada/policy
    readOnly: true
  {{- end }}
{{- end -}}

{{- define "gelada.pod" -}}
metadata:
  labels:
    {{- include "gelada.labels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # another policy is recorded at a start
    gelada/policy: {{ .Values.policy | sha256sum | trunc 16 | quote }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "gelada.serviceAccount" . }}
  automountServiceAccountToken: true
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  {{- if eq .Values.mode "cronjob" }}
  restartPolicy: Never
  {{- end }}
  securityContext:
    {{- toYaml .Values.podSecurityContext | nindent 4 }}
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if or .Values.trail.init .Values.policy }}
  initContainers:
    {{- if .Values.trail.init }}
    - {{ include "gelada.container" (dict "root" . "name" "trail" "args" (list "trail" "init")) | indent 6 | trim }}
    {{- end }}
    {{- if .Values.policy }}
    {{- $why := printf "release %s, revision %d" .Release.Name .Release.Revision }}
    - {{ include "gelada.container" (dict "root" . "name" "policy" "args" (list "policy" "set" "/etc/gelada/policy/policy.yaml" "--if-changed" "--why" $why)) | indent 6 | trim }}
    {{- end }}
  {{- end }}
  containers:
    {{- $args := list "serve" "/etc/gelada/schedules" }}
    {{- $args = concat $args (eq .Values.mode "cronjob" | ternary (list "--once") (list "--listen" "0.0.0.0:8642")) }}
    {{- if .Values.dryRun }}
    {{- $args = append $args "--dry-run" }}
    {{- end }}
    - {{ include "gelada.container" (dict "root" . "name" "gelada" "args" (concat $args .Values.extraArgs)) | indent 6 | trim }}
      {{- if eq .Values.mode "deployment" }}
      ports:
        - name: health
          containerPort: 8642
      startupProbe:
        httpGet: {path: /health, port: health}
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: {path: /health, port: health}
        periodSeconds: 30
        timeoutSeconds: 5
        failureThreshold: 4
      readinessProbe:
        httpGet: {path: /ready, port: health}
        periodSeconds: 10
        timeoutSeconds: 5
      {{- end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 64Mi}
    - name: schedules
      configMap: {name: {{ include "gelada.fullname" . }}-schedules}
    {{- if .Values.policy }}
    - name: policy
      configMap: {name: {{ include "gelada.fullname" . }}-policy}
    {{- end }}
{{- end -}}
