"""What people type: joining, their profile, the directory's filters, the charter."""

from members.forms.charter import CharterAcceptForm
from members.forms.directory import DirectoryForm
from members.forms.joining import CodeForm, InvitationForm, LoginForm, SignupForm
from members.forms.profile import PhotoForm, PreferencesForm, PreviewForm, ProfileForm, SkillsForm

__all__ = [
    "CharterAcceptForm",
    "CodeForm",
    "DirectoryForm",
    "InvitationForm",
    "LoginForm",
    "PhotoForm",
    "PreferencesForm",
    "PreviewForm",
    "ProfileForm",
    "SignupForm",
    "SkillsForm",
]
