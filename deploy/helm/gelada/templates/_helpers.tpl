{{- define "gelada.name" -}}
{{- .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "gelada.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What does not lie in a namespace must not meet that of another release. */}}
{{- define "gelada.clusterName" -}}
{{- printf "%s-%s" (include "gelada.fullname" .) .Release.Namespace | trunc 200 | trimSuffix "-" -}}
{{- end -}}

{{- define "gelada.selector" -}}
app.kubernetes.io/name: {{ include "gelada.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "gelada.labels" -}}
{{ include "gelada.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: runner
app.kubernetes.io/part-of: gelada
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "gelada.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "gelada.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name: name the account that is to be used, as serviceAccount.create is false." .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "gelada.image" -}}
{{- $repository := required "image.repository: no image is published anywhere. Build one with deploy/image/Dockerfile, push it, and say where: --set image.repository=…" .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- define "gelada.trail" -}}
{{- printf "k8s:%s/%s" .Release.Namespace .Values.trail.name -}}
{{- end -}}

{{/* Roles to be bound here and there; a mistake in them is said before anything is made. */}}
{{- define "gelada.checked" -}}
{{- if and .Values.rbac.create (eq .Values.rbac.scope "namespaced") (empty .Values.rbac.namespaces) -}}
{{- fail "rbac.namespaces: name the namespaces that Gelada may look at, or set rbac.scope=cluster." -}}
{{- end -}}
{{- range .Values.rbac.namespaces -}}
{{- if or (has . (list "kube-system" "kube-public" "kube-node-lease")) (eq . $.Release.Namespace) -}}
{{- fail (printf "rbac.namespaces: %s is never touched, whatever is opted in there. Take it off the list." .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
